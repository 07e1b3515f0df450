using System.CommandLine;
using Txt2Image.Cli.CommandLine;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Images.Commands;

/// <summary><c>images</c>: looks at single images of a collection, changes and deletes them.</summary>
internal static class ImagesCommand
{
    public static Command Create(CliEnvironment environment, ServerOptions server) => new("images", "Shows, changes and deletes single images.")
    {
        ShowImageCommand.Create(environment, server),
        EditImageCommand.Create(environment, server),
        DeleteImagesCommand.Create(environment, server),
    };
}
