namespace Txt2Image.Cli.Ingest.State;

/// <summary>A name under which an image of the source was sent.</summary>
/// <param name="Name">The name. Other sources may have sent other images under it.</param>
/// <param name="Entry">Which of several entries with this name in an archive; 0 for the first.</param>
/// <param name="Id">The image's id; null if an earlier version of this program sent it, which did not record ids.</param>
internal readonly record struct SentName(string Name, int Entry, Guid? Id);
