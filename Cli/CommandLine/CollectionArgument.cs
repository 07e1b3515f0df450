using System.CommandLine;

namespace Txt2Image.Cli.CommandLine;

/// <summary>The collection that a command works on.</summary>
internal static class CollectionArgument
{
    public static Argument<string> Create(string description = "The collection, or an alias of it") =>
        new("name") { Description = description, HelpName = "NAME" };
}
