using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Txt2Image.Grains.Searching;

/// <summary>
/// The cache of a process without Redis. It keeps embeddings only, because <see cref="AnswerMemory"/> keeps the answers of this process already.
/// </summary>
internal sealed class LocalCache(IOptions<CacheOptions> options)
    : MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions { SizeLimit = options.Value.MemoryBytes }));
