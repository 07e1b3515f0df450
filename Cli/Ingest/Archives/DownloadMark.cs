using System.Globalization;
using System.Net.Http.Headers;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>
/// Kept beside an unfinished download: how its server identifies the archive, by a strong entity tag or the time of its last change.
/// </summary>
internal sealed class DownloadMark(string path)
{
    public RangeConditionHeaderValue? Read() =>
        File.Exists(path) && RangeConditionHeaderValue.TryParse(File.ReadAllText(path), out var mark) ? mark : null;

    public void Write(HttpResponseMessage response)
    {
        var mark = response.Headers.ETag is { IsWeak: false } tag
            ? tag.ToString()
            : response.Content.Headers.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        if (mark is null)
        {
            Delete();
        }
        else
        {
            File.WriteAllText(path, mark);
        }
    }

    public void Delete() => File.Delete(path);
}
