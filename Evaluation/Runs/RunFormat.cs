namespace Txt2Image.Evaluation.Runs;

/// <summary>
/// The document: <c>{"format":"txt2image-run","formatVersion":1,"header":{…},"queries":[…],"summary":{…}}</c>, with its properties in this order,
/// so that it can be read without holding it.
/// </summary>
internal static class RunFormat
{
    public const string Name = "txt2image-run";
    public const int Version = 1;
}
