using System.CommandLine;

namespace Txt2Image.Cli.CommandLine;

/// <summary>The collection that a command works on.</summary>
internal sealed class CollectionArgument : Argument<string>
{
    public CollectionArgument(string description = "The collection, or an alias of it") : base("name") =>
        (Description, HelpName) = (description, "NAME");
}
