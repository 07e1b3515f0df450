using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Txt2Image.Cli.Collections;
using Txt2Image.Cli.Ingesting;
using Txt2Image.Cli.Server;

namespace Txt2Image.Cli.Loading;

/// <summary>
/// Sends rows with their embeddings, under each of their names, until each has an outcome: what the server had no room for is sent again, and what is refused as
/// a whole is sent row by row.
/// </summary>
internal sealed class LoadUpload(ServerClient client, string collection, string? model, TimeProvider time)
{
    private const int MaxRounds = 5;
    private static readonly string[] PassingCodes = ["overloaded", "unavailable", "timeout"];

    public async Task<IReadOnlyList<LoadOutcome>> SendAsync(IReadOnlyList<LoadItem> items, CancellationToken cancellationToken)
    {
        List<LoadOutcome> final = [];
        for (var round = 0; items.Count > 0; round++)
        {
            var outcomes = await TryAsync(items, cancellationToken);
            var isLast = round == MaxRounds - 1;
            final.AddRange(outcomes.Where(outcome => isLast || !outcome.MayPass));
            items = isLast ? [] : [.. outcomes.Where(outcome => outcome.MayPass).Select(outcome => outcome.Item)];
            if (items.Count > 0)
            {
                await Task.Delay(RetryPolicy.Backoff(round), time, cancellationToken);
            }
        }

        return final;
    }

    private async Task<IReadOnlyList<LoadOutcome>> TryAsync(IReadOnlyList<LoadItem> items, CancellationToken cancellationToken)
    {
        try
        {
            var text = await client.SendAsync(() => Request(items), RetryPolicy.Bulk, cancellationToken);
            return Match(items, client.Read<UploadAnswer>(text).Images ?? []);
        }
        catch (ServerRefusedException exception) when (exception.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity or HttpStatusCode.GatewayTimeout)
        {
            if (items is [var only])
            {
                return [new LoadOutcome(only, OutcomeKind.Failed, exception.Code, exception.Message)];
            }

            List<LoadOutcome> outcomes = [];
            foreach (var item in items)
            {
                outcomes.AddRange(await TryAsync([item], cancellationToken));
            }

            return outcomes;
        }
    }

    private HttpRequestMessage Request(IReadOnlyList<LoadItem> items)
    {
        var named = items.SelectMany(item => item.Row.Names, (item, name) => (item, name)).ToList();
        var metadata = new JsonArray([.. named.Select(pair => Metadata(pair.item, pair.name))]);
        var body = new MultipartFormDataContent { { new StringContent(metadata.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json), "metadata" } };
        foreach (var (item, _) in named)
        {
            var part = new ByteArrayContent(item.Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Octet);
            body.Add(part, "file", "image");
        }

        return new HttpRequestMessage(HttpMethod.Post, $"{CollectionPath.Of(collection)}/images") { Content = body };
    }

    private JsonObject Metadata(LoadItem item, string name)
    {
        var metadata = new JsonObject { ["name"] = name, ["caption"] = item.Row.Caption, ["fields"] = item.Row.Fields is { } fields ? JsonNode.Parse(fields) : null };
        if (item.Embedding is not null)
        {
            metadata["embedding"] = Convert.ToBase64String(item.Embedding);
            metadata["model"] = model;
        }

        return metadata;
    }

    /// <summary>An outcome of an image is that of its first name, unless one of them failed.</summary>
    private List<LoadOutcome> Match(IReadOnlyList<LoadItem> items, IReadOnlyList<ImageAnswer> answers)
    {
        if (answers.Count != items.Sum(item => item.Row.Names.Count))
        {
            throw new UnreachableException(client.Address, "the answer to an upload does not name every image");
        }

        List<LoadOutcome> outcomes = [];
        var at = 0;
        foreach (var item in items)
        {
            var own = answers.Skip(at).Take(item.Row.Names.Count).Select(answer => Read(item, answer)).ToList();
            at += own.Count;
            outcomes.Add(own.Find(outcome => outcome.Kind == OutcomeKind.Failed) ?? own[0]);
        }

        return outcomes;
    }

    private static LoadOutcome Read(LoadItem item, ImageAnswer answer) =>
        Enum.TryParse<OutcomeKind>(answer.Status, ignoreCase: true, out var kind) && kind != OutcomeKind.Failed
            ? new LoadOutcome(item, kind, null, null)
            : new LoadOutcome(item, OutcomeKind.Failed, answer.Error?.Code, answer.Error?.Detail ?? "the server gave no reason");

    /// <summary>What became of a row.</summary>
    internal sealed record LoadOutcome(LoadItem Item, OutcomeKind Kind, string? Code, string? Reason)
    {
        public bool MayPass => Kind == OutcomeKind.Failed && PassingCodes.Contains(Code, StringComparer.OrdinalIgnoreCase);
    }
}
