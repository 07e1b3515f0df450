using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Txt2Image.Clip;
using Txt2Image.Clip.Imaging;
using Txt2Image.Clip.Inference.Triton;
using Txt2Image.Storage;

namespace Txt2Image.Hosting.Startup;

/// <summary><c>--export-triton DIR</c>: writes the configured models as a repository for a Triton server, and ends.</summary>
internal static class TritonExport
{
    private const string Option = "--export-triton";

    /// <summary>The folder to write to; null if that is not asked for.</summary>
    /// <exception cref="FormatException">No folder is given.</exception>
    public static string? FolderOf(string[] args)
    {
        var at = Array.IndexOf(args, Option);
        return at < 0 ? null
            : at + 1 < args.Length && !args[at + 1].StartsWith('-') ? args[at + 1]
            : throw new FormatException($"{Option} needs the folder to write to, such as {Option} ./triton.");
    }

    /// <summary>Writes the repository.</summary>
    /// <param name="args">The arguments, with the settings.</param>
    /// <param name="folder">The repository's folder.</param>
    /// <param name="output">Where to say what was written.</param>
    /// <exception cref="ModelException">A model cannot be read, or its repository not be written.</exception>
    public static void Run(string[] args, string folder, TextWriter output)
    {
        string[] settings = [.. args.Where(arg => arg != Option && arg != folder)];
        folder = HomeFolder.Expand(folder);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var options = new ServiceCollection().AddTxt2ImageOptions(configuration);
        var preparer = new ImagePreparer(options.Images.ToLimits(), options.Images.Decoder, options.Images.ShrinkOnLoad);
        foreach (var model in Txt2ImageHosting.LoadModels(options, preparer.PreprocessingVersion).All)
        {
            try
            {
                output.WriteLine($"{string.Join(", ", TritonRepository.Write(model, folder))} in {Path.GetFullPath(folder)}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ModelException($"{folder}: the repository cannot be written ({exception.Message.TrimEnd('.')}).", exception);
            }
        }

        output.WriteLine(
            $"Start Triton with --model-repository={Path.GetFullPath(folder)}, and this server with --Txt2Image:Inference:Triton=http://HOST:8001.");
    }
}
