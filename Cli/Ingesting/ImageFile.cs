namespace Txt2Image.Cli.Ingesting;

/// <summary>A file to add, and the name that it gets: its path below the folder that was named, with forward slashes.</summary>
internal sealed record ImageFile(string Path, string Name, long Length);
