using System.CommandLine;

namespace Txt2Image.Cli.Models;

/// <summary>The model that a command works on.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create(string description = "The model's name") => new("model") { Description = description, HelpName = "MODEL" };
}
