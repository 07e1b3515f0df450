using System.Diagnostics;
using System.Globalization;
using Txt2Image.Storage.Vectors;
using Txt2Image.Storage.Vectors.Embedded;
using Txt2Image.Storage.Vectors.Embedded.Scanning;
using Txt2Image.Tests.Support.PowerLoss;
using Txt2Image.Tests.Support.Processes;

namespace Txt2Image.Storage.Tests.Support;

/// <summary>This program as a child process: the environment variable <see cref="Role"/> selects what it does instead of running tests.</summary>
internal static class Child
{
    public const string Role = "TXT2IMAGE_TEST_CHILD";

    /// <summary>The environment variable with the kernels that must be in use, so that tests cannot pass with the wrong ones.</summary>
    public const string Kernels = "TXT2IMAGE_TEST_KERNELS";

    public const int WrongKernels = 3;

    public static bool HasExpectedKernels =>
        Environment.GetEnvironmentVariable(Kernels) is not { } expected || expected == $"{FloatKernel.Path}/{CodeKernel.Path}";

    /// <summary>Starts this program again with these environment variables.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static Process Start(string role, params string[] arguments) =>
        Start(new Dictionary<string, string>(StringComparer.Ordinal) { [Role] = role }, arguments);

    /// <summary>How to start this program again with a role under another program.</summary>
    public static ProgramStart Describe(string role, params string[] arguments) => new(Environment.ProcessPath!, arguments)
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [Role] = role },
    };

    public static Task<int> RunAsync(string role, string[] arguments) => role switch
    {
        "write" => WriteAsync(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture)),
        "open" => OpenAsync(arguments[0]),
        "every image" => EveryImageAsync(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture)),
        "every write" => EveryWriteAsync(arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture)),
        _ => Task.FromResult(2),
    };

    /// <summary>The points of a batch, which the parent expects to find.</summary>
    public static Point[] Batch(int batch) =>
        [.. Enumerable.Range(0, 7).Select(i => Samples.Point((batch * 7) + i, 96, $"batch {batch}/{i}"))];

    // Writes batches, beginning with a number, until it is killed; prints each batch and its version once acknowledged.
    private static async Task<int> WriteAsync(string folder, int first)
    {
        await using var store = await SmallBlocks.OpenAsync(folder);
        var (collection, _) = await store.CreateAsync(Samples.Collection("killed", 96), CancellationToken.None);
        for (var batch = first; ; batch++)
        {
            var result = await store.UpsertAsync(collection.Id, Batch(batch), CancellationToken.None);
            Console.WriteLine($"{batch} {result.Version}");
        }
    }

    // Prints the store's state after each write, as its acknowledgement.
    private static async Task<int> EveryWriteAsync(string folder, int count)
    {
        await EveryWrite.RunAsync(folder, count, Acknowledgement.Write);
        return 0;
    }

    // Prints the number of each image as its acknowledgement.
    private static async Task<int> EveryImageAsync(string folder, int count)
    {
        await EveryImage.RunAsync(folder, count, Acknowledgement.Write);
        return 0;
    }

    private static async Task<int> OpenAsync(string folder)
    {
        try
        {
            await using var store = await EmbeddedVectorStore.OpenAsync(folder, TimeProvider.System, CancellationToken.None);
            Console.WriteLine("open");
        }
        catch (StoreException exception)
        {
            Console.WriteLine(exception.Fault);
        }

        return 0;
    }
}
