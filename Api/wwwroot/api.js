// Calls the server's endpoints that this page uses, and throws one type of error for all failures.
// The addresses are relative, because the page may be served under any path.
import { signIn } from "./session.js";

const PATIENCE = 30_000;

export class ServerError extends Error {
  constructor(title, detail, { status = 0, traceId = "" } = {}) {
    super(detail);
    Object.assign(this, { title, detail, status, traceId });
  }

  get unreachable() {
    return this.status === 0;
  }
}

export const searchAddress = ({ q, k, offset, collection }) => {
  const query = new URLSearchParams({ q, k });
  if (offset) query.set("offset", offset);
  if (collection) query.set("collection", collection);
  return `search?${query}`;
};

export const ask = (question, signal) => getJson(searchAddress(question), signal);

export const readCollections = async () => (await getJson("collections")).collections ?? [];

export const readStatus = () => getJson("status");

async function getJson(address, signal) {
  const send = () => {
    const limit = AbortSignal.timeout(PATIENCE);
    return fetch(address, { signal: signal ? AbortSignal.any([signal, limit]) : limit, headers: { accept: "application/json" } });
  };
  let response;
  try {
    response = await send();
    if (response.status === 401 && await signIn()) response = await send();
    if (response.ok) return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError("The server does not answer.", "Is it still running? Start it with: dotnet run -c Release --project Api");
  }

  const problem = await response.json().catch(() => ({}));
  throw new ServerError(
    problem.title ?? "The server could not answer.",
    problem.detail ?? `It answered ${response.status} ${response.statusText}.`,
    { status: response.status, traceId: problem.traceId });
}
