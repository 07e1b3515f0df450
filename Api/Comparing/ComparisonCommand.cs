using System.Globalization;
using Txt2Image.Api.Demo;
using Txt2Image.Clip;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Models;
using Txt2Image.Hosting;
using Txt2Image.Hosting.Models;

namespace Txt2Image.Api.Comparing;

/// <summary>
/// <c>--compare-int8 [DIR]</c>: says what the variant int8 of the configured model gains and loses on a folder of pictures with captions, or on the
/// gallery that is shipped with the program, and ends.
/// </summary>
internal static class ComparisonCommand
{
    private const string Option = "--compare-int8";

    /// <returns>Whether it was asked for.</returns>
    /// <exception cref="FormatException">No folder with pictures and captions is given.</exception>
    /// <exception cref="ModelException">The model, or one of its variants, cannot be loaded.</exception>
    public static bool Run(string[] args)
    {
        var at = Array.IndexOf(args, Option);
        if (at < 0)
        {
            return false;
        }

        var hasFolder = at + 1 < args.Length && !args[at + 1].StartsWith('-');
        string[] settings = [.. args.Where((_, i) => i != at && (i != at + 1 || !hasFolder))];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var options = new ServiceCollection().AddTxt2ImageOptions(configuration);
        var folder = hasFolder ? args[at + 1] : Folders.Shipped(options.Demo.Samples);
        var samples = Read(folder);
        if (samples.Count == 0)
        {
            throw new FormatException(
                $"{Option} needs a folder with pictures and {Samples.List}, whose columns are file and caption, such as {Option} ./samples, but " +
                $"{folder} has none.");
        }

        var wanted = options.ModelList()[0];
        wanted = wanted with { Folder = new ModelFolders(options, Console.Out).Of(wanted) };
        var preparer = new ImagePreparer(options.Images.ToLimits(), options.Images.Decoder, options.Images.ShrinkOnLoad);
        var comparison = VariantComparison.Of(
            ClipModel.Load(wanted with { Variant = ModelVariant.Fp32 }), ClipModel.Load(wanted with { Variant = ModelVariant.Int8 }),
            samples, preparer, options.Inference);
        Console.Out.WriteLine(comparison.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private static IReadOnlyList<Sample> Read(string folder)
    {
        try
        {
            return Samples.Read(folder);
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
