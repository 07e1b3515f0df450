using System.CommandLine;
using System.Globalization;
using Txt2Image.Bench.Scans;
using Txt2Image.Tests.Support.Reporting;

namespace Txt2Image.Bench.Ingesting;

/// <summary><c>ingest</c>: how fast pictures come in beside what limits it, how much memory that takes, and what shrinking while decoding changes.</summary>
internal static class IngestCommand
{
    /// <summary>Images that the memory is compared after; before it has seen as many, a process still grows into its work.</summary>
    public const int FewImages = 1000;

    public static Command Create()
    {
        var images = new Option<int>("--images") { Description = "Pictures of one measurement of the pace.", DefaultValueFactory = _ => 600 };
        var many = new Option<int>("--many") { Description = "Pictures that memory is measured with; 0 leaves that out.", DefaultValueFactory = _ => 20_000 };
        Positive(images, least: 16);
        many.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out var count) && count is not 0 and <= FewImages)
            {
                result.AddError($"--many is 0, or more than {FewImages}.");
            }
        });
        var command = new Command("ingest", "Decoding alone, the image tower alone, and both in a server that pictures are sent to; memory; shrink-on-load.") { images, many };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(images), parsed.GetValue(many)));
        return command;
    }

    private static void Positive(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var given }] && int.TryParse(given, CultureInfo.InvariantCulture, out var count) && count < least)
        {
            result.AddError($"{option.Name} is {least} or more.");
        }
    });

    private static async Task<int> RunAsync(int images, int many)
    {
        Machine.Print(Console.Out, Kernels.Row);
        await PaceBench.RunAsync(images, Console.Out);
        ShrinkBench.Run(Console.Out);
        if (many > 0)
        {
            await MemoryBench.RunAsync(many, Console.Out);
        }

        return 0;
    }
}
