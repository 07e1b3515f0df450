namespace Txt2Image.Cli.Evaluating.Cache;

/// <summary>A question of a log.</summary>
/// <param name="Text">What was searched for.</param>
/// <param name="K">How many hits; null: as many as the server returns by default.</param>
/// <param name="At">When it was asked, in seconds from any moment that is the same for all; null if the log does not say.</param>
internal sealed record LoggedQuestion(string Text, int? K, double? At);
