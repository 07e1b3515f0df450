// Dates as people read them. A picture's time is the camera's own clock, stored as if it were UTC, so it is shown in UTC.

const DAY = 86_400_000;
const LANGUAGE = navigator.language.startsWith("en") ? navigator.language : "en-GB"; // the page is in English
const format = options => new Intl.DateTimeFormat(LANGUAGE, { timeZone: "UTC", ...options });
const WITH_WEEKDAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const WITH_TIME = format({ weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** When a picture was taken, in milliseconds since 1970; null if that is not known. */
export function takenOf(picture) {
  const seconds = picture.fields.taken;
  return typeof seconds === "number" && Math.abs(seconds) < 8e12 ? seconds * 1000 : null;
}

/** The heading of a picture's day: "Today", "Yesterday", "Friday, 31 May 2024" or "No date". */
export function dayOf(picture, now = Date.now()) {
  const taken = takenOf(picture);
  if (taken === null) return "No date";
  const local = now - new Date(now).getTimezoneOffset() * 60_000;
  const ago = Math.floor(local / DAY) - Math.floor(taken / DAY);
  return ago === 0 ? "Today" : ago === 1 ? "Yesterday" : WITH_WEEKDAY.format(taken);
}

export const timeText = milliseconds => WITH_TIME.format(milliseconds);

export const dateText = text => format({ day: "numeric", month: "long", year: "numeric", timeZone: undefined }).format(new Date(text));
