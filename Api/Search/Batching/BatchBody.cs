using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Txt2Image.Api.Errors;

namespace Txt2Image.Api.Search.Batching;

/// <summary>A batch of searches, for the reference. <see cref="BatchHandler"/> reads it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BatchBody(
    [property: Description("1 to 256 searches, each as POST /search takes it."), MinLength(1), MaxLength(256)] IReadOnlyList<SearchBody> Searches,
    [property: Description("In which order the answers are sent: as they are ready, or as the searches were asked."), DefaultValue("ready")]
    string? Order = null);

/// <summary>A line of the answer to a batch, for the reference. It has an answer or a problem.</summary>
internal sealed record BatchLineBody(
    [property: Description("Which search of the batch it answers, counted from 0.")] int Index,
    [property: Description("The answer to the search.")] SearchAnswerBody? Answer = null,
    [property: Description("Why the search failed. The others are answered.")] Problem? Problem = null,
    [property: Description("After how many seconds to send the search again, if the failure passes.")] int? RetryAfter = null);
