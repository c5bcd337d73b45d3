// What is waited for is done by other processes; nothing sleeps for luck.

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The first answer of `condition` that is true, within so many seconds.
export async function waitFor(what, condition, seconds = 180) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await pause(20);
  }
}
