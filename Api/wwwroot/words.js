// What a person reads when something fails. The server's own details are written for programs that call it, so the common failures have words here.

const WORDS = {
  Overloaded: ["The server is busy", "Others are using it too. Wait a moment, then try again."],
  Unavailable: ["A part of the server does not answer", "It should be back soon. Try again in a moment."],
  Timeout: ["That took too long", "Try again in a moment, or ask for something simpler."],
  StorageFull: ["The server's disk is full", "Nothing can be added until the person who runs the server makes room."],
  Unauthorized: ["This server requires a key", "Ask the person who runs the server for one, then try again."],
  Internal: ["Something went wrong on the server", "Try again. If it happens again, show the line below to the person who runs the server."],
};

const CALLS = /\b(GET|PUT|POST|DELETE|HEAD) \/|--\w|\.\/txt2image/;

/** A title and a text about a failure, without a word of HTTP. */
export function wordsFor(error) {
  const [title, text] = WORDS[error.code] ?? [error.title || "That did not work", error.detail];
  return { title, text: CALLS.test(text) ? "The server refused this. Try something else, or ask the person who runs it." : text };
}

const REFUSED = {
  UnsupportedMediaType: "This kind of file is not supported. Save it as JPEG, PNG or WebP, then add it again.",
  CorruptImage: "The file is damaged or not complete.",
  TooLarge: "The file is too large.",
};

/** Why one file was not added. */
export const reasonFor = error => (error.code in REFUSED && (!error.detail || CALLS.test(error.detail)) ? REFUSED[error.code] : wordsFor(error).text);
