using System.Text.Json;
using Txt2Image.Cli.Images;
using Txt2Image.Cli.Terminal;
using Txt2Image.Client;

namespace Txt2Image.Cli.Collections.Verify;

/// <summary>One run of <c>verify</c>: page after page, each finding as it comes, and the counts at the end.</summary>
internal sealed class VerifyRun(CliEnvironment environment, Txt2ImageClient client, VerifyRequest request)
{
    private readonly SortedDictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly long _started = environment.Time.GetTimestamp();
    private long _points;
    private long _stored;
    private long _repaired;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        _total = (await client.GetCollectionAsync(request.Name, cancellationToken)).Images;
        var bulk = client.With(RetryPolicy.Bulk);
        await using (var progress = new ProgressLine(environment, Progress))
        {
            Guid? after = null;
            do
            {
                var page = await bulk.VerifyAsync(request.Name, after, request.Deep, request.Repair, cancellationToken);
                Take(page, progress);
                after = page.Next;
            }
            while (after is not null);
        }

        if (!request.Json)
        {
            environment.Out.WriteLine(Summary());
        }

        return _kinds.Count == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private void Take(VerifiedPage page, ProgressLine progress)
    {
        _points += page.Points;
        _stored += page.Stored;
        foreach (var finding in page.Findings)
        {
            _kinds[finding.Kind] = _kinds.GetValueOrDefault(finding.Kind) + 1;
            if (finding.Repaired)
            {
                _repaired++;
            }

            if (request.Json)
            {
                environment.Out.WriteLine(Printable.OfJson(JsonSerializer.Serialize(finding, JsonSerializerOptions.Web)));
            }
            else
            {
                progress.WriteAbove($"{finding.Kind}: {finding.Id}{Names(finding)}: {(finding.Repaired ? "repaired. " : "")}{finding.Detail}");
            }
        }
    }

    private string Progress() =>
        $"{Amount.Number(_points)} of {Amount.Of(Math.Max(_total, _points), "image")}, {Amount.Of(_kinds.Values.Sum(), "finding")}";

    private string Summary()
    {
        var findings = _kinds.Count == 0 ? "nothing is wrong" : string.Join(", ", _kinds.Select(kind => $"{Amount.Number(kind.Value)} {kind.Key}"));
        var repaired = request.Repair && _kinds.Count > 0 ? $"; {Amount.Number(_repaired)} repaired" : "";
        var elapsed = ProgressText.Duration(environment.Time.GetElapsedTime(_started));
        return $"{Amount.Of(_points, "image")} in the catalogue, {Amount.Number(_stored)} in the image store: {findings}{repaired}; {elapsed}";
    }

    private static string Names(VerifyFinding finding) => finding.Names is { Count: > 0 } names ? $" ({string.Join(", ", names)})" : "";
}
