using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Txt2Image.Api.Images;
using Txt2Image.Grains.Abstractions.Searching;

namespace Txt2Image.Api.Search;

/// <summary>Writes an answer as JSON directly to the response. <see cref="SearchAnswerBody"/> describes its shape.</summary>
internal static class SearchAnswerWriter
{
    /// <summary>Letters are not escaped, because answers are only ever served as JSON.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _spare;

    public static void Write(IBufferWriter<byte> output, SearchQuestion question, Found found, ImageUrls urls, Timings timings)
    {
        var json = Begin(output);
        WriteAnswer(json, question, found, urls, timings);
        End(json);
    }

    /// <summary>Writes one hit.</summary>
    public static void Write(IBufferWriter<byte> output, SearchHit hit, ImageUrls urls)
    {
        var json = Begin(output);
        WriteHit(json, hit, urls);
        End(json);
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output)
    {
        var json = _spare ?? new Utf8JsonWriter(output, Options);
        _spare = null;
        json.Reset(output);
        return json;
    }

    private static void End(Utf8JsonWriter json)
    {
        json.Flush();
        _spare = json;
    }

    private static void WriteAnswer(Utf8JsonWriter json, SearchQuestion question, Found found, ImageUrls urls, Timings timings)
    {
        var (collection, answer, next, suggestion) = found;
        json.WriteStartObject();
        json.WriteString(Name.Query, question.Text);
        json.WriteString(Name.Collection, collection.Name);
        json.WriteString(Name.Model, collection.ModelName);
        json.WriteString(Name.Version, collection.Version);
        json.WriteString(Name.Cache, timings.Cache);
        json.WriteBoolean(Name.Truncated, answer.Truncated);
        WriteTexts(json, Name.UnknownWords, answer.UnknownWords);
        json.WriteNumber(Name.K, question.K);
        json.WriteNumber(Name.Offset, answer.Offset);
        json.WriteString(Name.Next, next);
        json.WriteStartArray(Name.Hits);
        foreach (var hit in answer.Hits)
        {
            WriteHit(json, hit, urls);
        }

        json.WriteEndArray();
        json.WriteStartObject(Name.Timings);
        json.WriteNumber(Name.Total, timings.Total);
        json.WriteNumber(Name.Encode, timings.Encode);
        json.WriteNumber(Name.Search, timings.Search);
        json.WriteEndObject();
        if (suggestion is not null)
        {
            json.WriteString(Name.Suggestion, suggestion);
        }

        if (!answer.Facets.IsDefaultOrEmpty)
        {
            json.WritePropertyName(Name.Facets);
            WriteFacets(json, answer.Facets);
        }

        WriteCutoff(json, question, found);
        if (answer.Part is { } part)
        {
            json.WriteStartObject(Name.Partial);
            json.WriteNumber(Name.Searched, part.Searched);
            json.WriteNumber(Name.Total, part.Total);
            json.WriteNumber(Name.CompleteDownTo, part.CompleteDownTo);
            json.WriteString(Name.Note, PartialNote.Of(part));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteHit(Utf8JsonWriter json, SearchHit hit, ImageUrls urls)
    {
        json.WriteStartObject();
        json.WriteString(Name.Id, hit.Id);
        json.WriteNumber(Name.Score, hit.Score);
        json.WriteString(Name.OneName, hit.Names.IsDefaultOrEmpty ? null : hit.Names[0]);
        WriteTexts(json, Name.Names, hit.Names);
        json.WriteString(Name.Caption, hit.Caption);
        json.WritePropertyName(Name.Fields);
        json.WriteRawValue(hit.Fields ?? "{}", skipInputValidation: true);
        json.WriteNumber(Name.Width, hit.Width);
        json.WriteNumber(Name.Height, hit.Height);
        urls.Write(json, Name.ImageUrl, Name.ThumbnailUrl, hit.Id);
        if (!hit.ThumbHash.IsDefaultOrEmpty)
        {
            json.WriteBase64String(Name.ThumbHash, hit.ThumbHash.AsSpan());
        }

        if (!hit.Folded.IsDefaultOrEmpty)
        {
            json.WriteStartArray(Name.Folded);
            foreach (var id in hit.Folded)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }

        if (hit.Chance is { } chance)
        {
            json.WriteNumber(Name.Chance, Math.Round(chance, 4));
        }

        json.WriteEndObject();
    }

    /// <summary>Writes counts as an object with a member for each field.</summary>
    private static void WriteFacets(Utf8JsonWriter json, ImmutableArray<Facet> facets)
    {
        json.WriteStartObject();
        foreach (var facet in facets)
        {
            json.WriteStartObject(facet.Field);
            json.WriteStartArray(Name.Values);
            foreach (var (value, count) in facet.Values)
            {
                json.WriteStartObject();
                json.WritePropertyName(Name.Value);
                json.WriteRawValue(value, skipInputValidation: true);
                json.WriteNumber(Name.Count, count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber(Name.Others, facet.Others);
            json.WriteNumber(Name.Missing, facet.Missing);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Only an answer to a search with a cutoff has it.</summary>
    private static void WriteCutoff(Utf8JsonWriter json, SearchQuestion question, Found found)
    {
        if (found.Answer.Cutoff is not { } cutoff || question.MaxChance is not { } maxChance)
        {
            return;
        }

        json.WriteStartObject(Name.Cutoff);
        json.WriteNumber(Name.MaxChance, maxChance);
        json.WriteBoolean(Name.Known, cutoff.State == CutoffState.Applied);
        json.WriteBoolean(Name.Nothing, cutoff.IsNothing);
        if (cutoff.Floor is { } floor)
        {
            json.WriteNumber(Name.MinScore, Math.Round(floor, 4));
        }
        else
        {
            json.WriteNull(Name.MinScore);
        }

        json.WriteString(Name.Note, CutoffNote.Of(cutoff, found.Collection.Name, maxChance));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, JsonEncodedText name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        if (!texts.IsDefault)
        {
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Member names, encoded once.</summary>
    private static class Name
    {
        public static readonly JsonEncodedText Query = JsonEncodedText.Encode("query");
        public static readonly JsonEncodedText Collection = JsonEncodedText.Encode("collection");
        public static readonly JsonEncodedText Model = JsonEncodedText.Encode("model");
        public static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
        public static readonly JsonEncodedText Cache = JsonEncodedText.Encode("cache");
        public static readonly JsonEncodedText Truncated = JsonEncodedText.Encode("truncated");
        public static readonly JsonEncodedText UnknownWords = JsonEncodedText.Encode("unknownWords");
        public static readonly JsonEncodedText K = JsonEncodedText.Encode("k");
        public static readonly JsonEncodedText Offset = JsonEncodedText.Encode("offset");
        public static readonly JsonEncodedText Next = JsonEncodedText.Encode("next");
        public static readonly JsonEncodedText Folded = JsonEncodedText.Encode("folded");
        public static readonly JsonEncodedText Facets = JsonEncodedText.Encode("facets");
        public static readonly JsonEncodedText Suggestion = JsonEncodedText.Encode("suggestion");
        public static readonly JsonEncodedText Values = JsonEncodedText.Encode("values");
        public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
        public static readonly JsonEncodedText Count = JsonEncodedText.Encode("count");
        public static readonly JsonEncodedText Others = JsonEncodedText.Encode("others");
        public static readonly JsonEncodedText Missing = JsonEncodedText.Encode("missing");
        public static readonly JsonEncodedText Chance = JsonEncodedText.Encode("chance");
        public static readonly JsonEncodedText Cutoff = JsonEncodedText.Encode("cutoff");
        public static readonly JsonEncodedText MaxChance = JsonEncodedText.Encode("maxChance");
        public static readonly JsonEncodedText Known = JsonEncodedText.Encode("known");
        public static readonly JsonEncodedText Nothing = JsonEncodedText.Encode("nothing");
        public static readonly JsonEncodedText MinScore = JsonEncodedText.Encode("minScore");
        public static readonly JsonEncodedText Note = JsonEncodedText.Encode("note");
        public static readonly JsonEncodedText Partial = JsonEncodedText.Encode("partial");
        public static readonly JsonEncodedText Searched = JsonEncodedText.Encode("searched");
        public static readonly JsonEncodedText CompleteDownTo = JsonEncodedText.Encode("completeDownTo");
        public static readonly JsonEncodedText Hits = JsonEncodedText.Encode("hits");
        public static readonly JsonEncodedText Timings = JsonEncodedText.Encode("timings");
        public static readonly JsonEncodedText Total = JsonEncodedText.Encode("total");
        public static readonly JsonEncodedText Encode = JsonEncodedText.Encode("encode");
        public static readonly JsonEncodedText Search = JsonEncodedText.Encode("search");
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText Score = JsonEncodedText.Encode("score");
        public static readonly JsonEncodedText OneName = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText Names = JsonEncodedText.Encode("names");
        public static readonly JsonEncodedText Caption = JsonEncodedText.Encode("caption");
        public static readonly JsonEncodedText Fields = JsonEncodedText.Encode("fields");
        public static readonly JsonEncodedText Width = JsonEncodedText.Encode("width");
        public static readonly JsonEncodedText Height = JsonEncodedText.Encode("height");
        public static readonly JsonEncodedText ImageUrl = JsonEncodedText.Encode("imageUrl");
        public static readonly JsonEncodedText ThumbnailUrl = JsonEncodedText.Encode("thumbnailUrl");
        public static readonly JsonEncodedText ThumbHash = JsonEncodedText.Encode("thumbHash");
    }
}
