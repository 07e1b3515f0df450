using System.Text.Json.Serialization;

namespace Txt2Image.Evaluation.Runs;

/// <summary>What is searched with what.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>Texts find images.</summary>
    [JsonStringEnumMemberName("text-to-image")]
    TextToImage,

    /// <summary>Images find texts.</summary>
    [JsonStringEnumMemberName("image-to-text")]
    ImageToText,
}
