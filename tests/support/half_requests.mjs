// Begins many calls of a gRPC server that never come whole, as somebody does who wants its memory. Says how many of them the server has
// ended, once that is half of them or a quarter of a minute is over: node half_requests.mjs HOST:PORT CONNECTIONS STREAMS-OF-EACH
import http2 from "node:http2";

const [address, connections, streams] = process.argv.slice(2);
const announced = (4 << 20) - 64;
const body = Buffer.alloc(5 + announced - 1);
body.writeUInt32BE(announced, 1);

let ended = 0;
const leave = () => process.exit(console.log(ended));
setTimeout(leave, 15000);
for (let i = 0; i < Number(connections); i++) {
  const session = http2.connect(`http://${address}`);
  session.on("error", () => {});
  for (let j = 0; j < Number(streams); j++) {
    const call = session.request({
      ":method": "POST",
      ":path": "/nanolearn.v1.OrganisationService/GetOrganisation",
      "content-type": "application/grpc",
      te: "trailers",
    });
    call.on("error", () => {
      if (++ended === (connections * streams) / 2) leave();
    });
    call.write(body);
  }
}
