using System.Collections.Concurrent;
using System.Text;
using Txt2Image.Client;
using Txt2Image.Evaluation.Reports;
using Txt2Image.Evaluation.Runs;

namespace Txt2Image.Cli.Evaluating.Output;

/// <summary>The report, with thumbnails of the worst queries.</summary>
internal static class ReportFile
{
    private const int AtOnce = 4;

    /// <summary>Writes the report. A thumbnail that the server does not have is left out.</summary>
    /// <param name="client">The server.</param>
    /// <param name="file">The file.</param>
    /// <param name="header">What was evaluated.</param>
    /// <param name="figures">What it came to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(
        Txt2ImageClient client, Stream file, RunHeader header, RunFigures figures, CancellationToken cancellationToken)
    {
        var thumbnails = new ConcurrentDictionary<string, Thumbnail>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(HtmlReport.Thumbnails(header, figures), options, async (id, token) =>
        {
            try
            {
                thumbnails[id] = new Thumbnail(await client.GetThumbnailAsync(header.Collection, Guid.Parse(id), token));
            }
            catch (ServerErrorException exception) when (!exception.IsBusy)
            {
                // It was deleted meanwhile.
            }
        });
        await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await HtmlReport.WriteAsync(writer, new ReportInput { Header = header, Figures = figures, Thumbnails = thumbnails });
    }
}
