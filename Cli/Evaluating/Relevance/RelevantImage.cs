namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>An image of the collection that is relevant for a query.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; null if it has none.</param>
/// <param name="Grade">How relevant it is: more than 0.</param>
internal sealed record RelevantImage(Guid Id, string? Name, double Grade);
