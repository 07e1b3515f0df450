namespace Txt2Image.Cli.Tables;

/// <summary>How a row names its image.</summary>
/// <param name="Role"><see cref="ColumnRole.Image"/>, <see cref="ColumnRole.Key"/>, <see cref="ColumnRole.Url"/> or
/// <see cref="ColumnRole.Id"/>.</param>
/// <param name="Text">The text of that column.</param>
internal sealed record ImageKey(ColumnRole Role, string Text);
