// Days as the organisation has them.
const zone = 'Europe/Stockholm';

// Today and so many days on, as YYYY-MM-DD.
export function day(offset = 0) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date());
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
}
