namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>What a file says about an image for a query.</summary>
/// <param name="Image">The image's id, or a name of it, as the file writes it.</param>
/// <param name="Grade">How relevant it is: 0 for not at all.</param>
internal readonly record struct Judgement(string Image, double Grade);
