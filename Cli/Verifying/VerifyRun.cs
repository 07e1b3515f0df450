using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;
using Txt2Image.Cli.Terminal;

namespace Txt2Image.Cli.Verifying;

/// <summary>One run of <c>verify</c>: page after page, each finding as it comes, and the counts at the end.</summary>
internal sealed class VerifyRun(CliEnvironment environment, ServerClient client, VerifyRequest request)
{
    private readonly SortedDictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly long _started = environment.Time.GetTimestamp();
    private long _points;
    private long _stored;
    private long _repaired;
    private long _total;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        _total = (await CollectionPath.DescribeAsync(client, request.Name, cancellationToken)).Images;
        await using (var progress = new ProgressLine(environment, Progress))
        {
            Guid? after = null;
            do
            {
                var page = await PageAsync(after, cancellationToken);
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

    private async Task<VerifiedAnswer> PageAsync(Guid? after, CancellationToken cancellationToken)
    {
        var text = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, $"{CollectionPath.Of(request.Name)}/verify")
            {
                Content = JsonContent.Create(new { after, deep = request.Deep, repair = request.Repair }),
            },
            RetryPolicy.Bulk,
            cancellationToken);
        return client.Read<VerifiedAnswer>(text);
    }

    private void Take(VerifiedAnswer page, ProgressLine progress)
    {
        _points += page.Points;
        _stored += page.Stored;
        foreach (var finding in page.Findings ?? [])
        {
            _kinds[finding.Kind] = _kinds.GetValueOrDefault(finding.Kind) + 1;
            if (finding.Repaired)
            {
                _repaired++;
            }

            if (request.Json)
            {
                environment.Out.WriteLine(Printable.OfJson(JsonSerializer.Serialize(finding, Answers.Json)));
            }
            else
            {
                progress.WriteAbove($"{finding.Kind}: {finding.Id}{Names(finding)}: {(finding.Repaired ? "repaired. " : "")}{finding.Detail}");
            }
        }
    }

    private string Progress() => $"{Counted.Number(_points)} of {Counted.Of(Math.Max(_total, _points), "image")}, {Counted.Of(_kinds.Values.Sum(), "finding")}";

    private string Summary()
    {
        var findings = _kinds.Count == 0 ? "nothing is wrong" : string.Join(", ", _kinds.Select(kind => $"{kind.Value.ToString("N0", CultureInfo.InvariantCulture)} {kind.Key}"));
        var repaired = request.Repair && _kinds.Count > 0 ? $"; {Counted.Number(_repaired)} repaired" : "";
        var elapsed = ProgressText.Duration(environment.Time.GetElapsedTime(_started));
        return $"{Counted.Of(_points, "image")} in the catalogue, {Counted.Number(_stored)} in the image store: {findings}{repaired}; {elapsed}";
    }

    private static string Names(FindingAnswer finding) => finding.Names is { Count: > 0 } names ? $" ({string.Join(", ", names)})" : "";
}

internal sealed record VerifiedAnswer(long Points, long Stored, IReadOnlyList<FindingAnswer>? Findings, Guid? Next);

internal sealed record FindingAnswer(Guid Id, string Kind, IReadOnlyList<string>? Names, string? Detail, bool Repaired);
