namespace Txt2Image.Bench.Scans;

/// <summary>Says what is being done, beside the report.</summary>
internal static class Progress
{
    public static void Report(string doing) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {doing}");
}
