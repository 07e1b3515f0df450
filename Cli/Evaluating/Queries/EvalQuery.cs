namespace Txt2Image.Cli.Evaluating.Queries;

/// <summary>A query as its file has it.</summary>
/// <param name="Number">Its place in the file, from 0.</param>
/// <param name="Text">The text; empty if the file has none.</param>
/// <param name="Judgements">The images that the file names for it.</param>
/// <param name="Group">Its value in the column of the breakdown; null if it has none.</param>
internal sealed record EvalQuery(int Number, string Text, IReadOnlyList<Judgement> Judgements, string? Group);
