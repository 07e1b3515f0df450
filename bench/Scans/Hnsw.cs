using System.Runtime.InteropServices;
using Cloud.Unum.USearch;
using Txt2Image.Bench.Product;

namespace Txt2Image.Bench.Scans;

/// <summary>
/// USearch's approximate index of unit vectors, and its exact search. Its C functions are called directly, since its .NET class neither changes the
/// expansion of a search nor searches exactly.
/// </summary>
internal sealed partial class Hnsw : IDisposable
{
    private const string Library = "libusearch_c";

    private readonly nint _index;

    public unsafe Hnsw(int dimension, int capacity, ScalarKind stored)
    {
        var options = new IndexOptions(MetricKind.Ip, metric: 0, stored, (ulong)dimension);
        _index = Init(&options, out var error);
        Check(error);
        ChangeThreads(_index, (nuint)Workers.Most, out error);
        Check(error);
        Reserve(_index, (nuint)capacity, out error);
        Check(error);
    }

    /// <summary>The candidates that a search keeps: more find more of the nearest, and take longer.</summary>
    public int Expansion
    {
        set
        {
            ChangeExpansion(_index, (nuint)value, out var error);
            Check(error);
        }
    }

    public long Bytes
    {
        get
        {
            var bytes = MemoryUsage(_index, out var error);
            Check(error);
            return (long)bytes;
        }
    }

    /// <summary>Writes the index to a file.</summary>
    public void Save(string path)
    {
        Save(_index, path, out var error);
        Check(error);
    }

    /// <summary>Reads an index of the same kind that was written to a file.</summary>
    public void Load(string path)
    {
        Load(_index, path, out var error);
        Check(error);
        ChangeThreads(_index, (nuint)Workers.Most, out error);
        Check(error);
    }

    public void Add(int key, ReadOnlySpan<float> vector)
    {
        Add(_index, (ulong)key, in MemoryMarshal.GetReference(vector), ScalarKind.Float32, out var error);
        Check(error);
    }

    public ulong[] Search(float[] question, int k)
    {
        var (keys, distances) = (new ulong[k], new float[k]);
        Search(_index, in question[0], ScalarKind.Float32, (nuint)k, ref keys[0], ref distances[0], out var error);
        Check(error);
        return keys;
    }

    /// <summary>Compares each question with each row.</summary>
    public static ulong[] SearchExactly(float[] rows, float[] questions, int dimension, int k, int threads)
    {
        var (keys, distances) = (new ulong[questions.Length / dimension * k], new float[questions.Length / dimension * k]);
        var (row, answer) = ((nuint)dimension * sizeof(float), (nuint)k * sizeof(ulong));
        ExactSearch(
            in rows[0], (nuint)(rows.Length / dimension), row, in questions[0], (nuint)(questions.Length / dimension), row, ScalarKind.Float32,
            (nuint)dimension, MetricKind.Ip, (nuint)k, (nuint)threads, ref keys[0], answer, ref distances[0], answer / 2, out var error);
        Check(error);
        return keys;
    }

    public void Dispose() => Free(_index, out _);

    private static void Check(nint error)
    {
        if (error != 0)
        {
            throw new BenchException($"USearch: {Marshal.PtrToStringUTF8(error)}");
        }
    }

    [LibraryImport(Library, EntryPoint = "usearch_init")]
    private static unsafe partial nint Init(IndexOptions* options, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_free")]
    private static partial void Free(nint index, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_reserve")]
    private static partial void Reserve(nint index, nuint capacity, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_change_threads_search")]
    private static partial void ChangeThreads(nint index, nuint threads, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_change_expansion_search")]
    private static partial void ChangeExpansion(nint index, nuint expansion, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_memory_usage")]
    private static partial nuint MemoryUsage(nint index, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_save", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void Save(nint index, string path, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_load", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void Load(nint index, string path, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_add")]
    private static partial void Add(nint index, ulong key, in float vector, ScalarKind kind, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_search")]
    private static partial nuint Search(
        nint index, in float question, ScalarKind kind, nuint count, ref ulong keys, ref float distances, out nint error);

    [LibraryImport(Library, EntryPoint = "usearch_exact_search")]
    private static partial void ExactSearch(
        in float rows, nuint rowCount, nuint rowStride, in float questions, nuint questionCount, nuint questionStride, ScalarKind scalar,
        nuint dimension, MetricKind metric, nuint count, nuint threads, ref ulong keys, nuint keysStride, ref float distances,
        nuint distancesStride, out nint error);
}
