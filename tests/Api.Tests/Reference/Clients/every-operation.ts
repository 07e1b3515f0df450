// Uses every operation of the API through the client that openapi-typescript generates. It is compiled, not run: what it reads must have the right type.
import createClient from "openapi-fetch";
import type { paths } from "./api";

const client = createClient<paths>({ baseUrl: "http://localhost:8080", headers: { "X-Api-Key": "a key of the server" } });
const path = { collection: "holiday" };
const image = { collection: "holiday", id: "0f8fad5b-d9cb-469f-a165-70867728950e" };

export async function search(): Promise<string[]> {
  const { data, error } = await client.GET("/search", { params: { query: { q: "a red bicycle", k: 5, minScore: 0.2, partial: "allow", like: [image.id] } } });
  if (error) {
    throw new Error(`${error.code}: ${error.detail} (${error.status.toFixed()})`);
  }
  const total: number = data.timings.total + data.k + data.offset;
  const unknown: string[] = data.unknownWords;
  const searched: number = data.partial ? data.partial.searched / data.partial.total : 1;
  const names: string[] = data.hits.map((hit) => `${hit.name} ${hit.score.toFixed(3)} ${hit.width * hit.height} ${hit.caption?.length ?? 0}`);
  const fields: (string | number | boolean)[] = data.hits.flatMap((hit) => Object.values(hit.fields));
  return [`${total} ${searched}`, ...unknown, ...names, ...fields.map(String)];
}

export async function searchInOtherWays(bytes: FormData): Promise<void> {
  await client.POST("/search", { body: { q: "a cat", terms: [{ text: "snow", weight: -1 }, { embedding: [0.1, 0.2] }], filter: { field: "year", eq: 2026 } } });
  await client.POST("/search", { body: { like: [image.id], k: 3, filter: "year>=2020", partial: "allow" } });
  await client.POST("/search/image", { params: { query: { k: 3 } }, body: { image: "" }, bodySerializer: () => bytes });
  const { data } = await client.GET("/search/image", { params: { query: { q: "a red bicycle" } }, parseAs: "blob" });
  const best: Blob | undefined = data;
  await client.GET("/collections/{collection}/search", { params: { path, query: { q: "a cat", limit: 3 } } });
  await client.POST("/collections/{collection}/search", { params: { path }, body: { q: "a cat", top: 3 } });
  await client.POST("/search/batch", { body: { searches: [{ q: "a cat" }, { q: "a dog", k: 1 }], order: "asked" }, parseAs: "stream" });
  await client.GET("/search/watch", { params: { query: { q: "a cat", minScore: 0.2 } }, parseAs: "stream" });
  console.log(best?.size);
}

export async function collections(): Promise<void> {
  const { data: all } = await client.GET("/collections");
  const sizes: number[] = all?.collections.map((one) => one.images + (one.bytes ?? 0)) ?? [];
  await client.PUT("/collections/{collection}", { params: { path }, body: {} });
  await client.PUT("/collections/{collection}", { params: { path }, body: { model: "demo" } });
  const { data: one } = await client.GET("/collections/{collection}", { params: { path } });
  const created: string | undefined = one?.created;
  const { data: counts } = await client.GET("/collections/{collection}/facets", { params: { path, query: { filter: "year>=2020" } } });
  const beaches: number | undefined = counts?.facets["place"]?.values[0]?.count;
  const { data: history } = await client.GET("/collections/{collection}/history", { params: { path } });
  const writes: number | undefined = history?.epochs.reduce((sum, epoch) => sum + epoch.last - epoch.first, 0);
  await client.PUT("/collections/{collection}/aliases/{alias}", { params: { path: { ...path, alias: "now" } } });
  await client.DELETE("/collections/{collection}/aliases/{alias}", { params: { path: { ...path, alias: "now" } } });
  const { data: removed } = await client.POST("/collections/{collection}/names/remove", { params: { path }, body: { names: [{ id: image.id, name: "a.jpg" }] } });
  const { data: verified } = await client.POST("/collections/{collection}/verify", { params: { path }, body: { deep: true, repair: null } });
  const kinds: string[] = verified?.findings.map((finding) => finding.kind) ?? [];
  const { data: reindexed } = await client.POST("/collections/{collection}/reindex", { params: { path }, body: { model: "other" } });
  const done: number = (reindexed?.done ?? 0) / (reindexed?.images ?? 1);
  await client.POST("/collections/{collection}/reindex/finish", { params: { path }, body: { dropOld: true } });
  const { response } = await client.DELETE("/collections/{collection}", { params: { path } });
  console.log(sizes, created, writes, removed?.deletedImages.toFixed(), kinds, done, response.status, beaches);
}

export async function images(form: FormData): Promise<void> {
  const { data: page } = await client.GET("/collections/{collection}/images", { params: { path, query: { limit: 10, embeddings: true } } });
  const embeddings: (string | undefined)[] = page?.images.map((one) => one.embedding) ?? [];
  const next: string | null | undefined = page?.next;
  const { data: zip } = await client.POST("/collections/{collection}/images/zip", { params: { path }, body: { ids: [] }, parseAs: "blob" });
  const archived: Blob | undefined = zip;
  const { data: added } = await client.POST("/collections/{collection}/images", { params: { path }, body: { image: [] }, bodySerializer: () => form });
  const faults: string[] = added?.images.flatMap((one) => (one.error ? [`${one.name}: ${one.error.detail}`] : [])) ?? [];
  const { data: missing } = await client.POST("/collections/{collection}/images/check", { params: { path }, body: { ids: [image.id] } });
  await client.GET("/collections/{collection}/images/{id}", { params: { path: image }, parseAs: "blob" });
  await client.GET("/collections/{collection}/images/{id}/thumbnail", { params: { path: image }, parseAs: "blob" });
  await client.GET("/collections/{collection}/images/{id}/preview", { params: { path: image }, parseAs: "blob" });
  const { data: metadata } = await client.GET("/collections/{collection}/images/{id}/metadata", { params: { path: image } });
  await client.PATCH("/collections/{collection}/images/{id}/metadata", { params: { path: image }, body: { caption: null, fields: { year: 2026, old: null } } });
  console.log(metadata?.etag, metadata?.fields["year"]);
  await client.DELETE("/collections/{collection}/images/{id}", { params: { path: image } });
  console.log(embeddings, next, faults, missing?.missing.length, archived?.size);
}

export async function others(): Promise<void> {
  const { data: sources } = await client.GET("/import/qdrant");
  const points: number[] = sources?.sources.map((source) => source.points) ?? [];
  await client.POST("/collections/{collection}/import/qdrant", { params: { path }, body: { source: "image_collection", limit: 16 } });
  const { data: embedded } = await client.POST("/v1/embeddings", { body: { input: ["a cat", { text: "a dog" }], encoding_format: "float" } });
  const tokens: number | undefined = embedded?.usage.prompt_tokens;
  await client.GET("/health");
  const { data: live } = await client.GET("/health/live");
  const { data: ready } = await client.GET("/health/ready");
  const parts: Record<string, string> | undefined = ready?.parts;
  const { data: status } = await client.GET("/status");
  const models: number[] = status?.models.map((model) => model.dimension) ?? [];
  await client.PUT("/session", { body: { key: "a key" } });
  await client.DELETE("/session");
  console.log(points, tokens, live?.status, parts, models);
}
