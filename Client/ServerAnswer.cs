using System.Text.Json;
using System.Text.Json.Serialization;

namespace Txt2Image.Client;

/// <summary>An answer of the server.</summary>
public abstract record ServerAnswer
{
    /// <summary>The whole answer as the server sent it, including members that this version of the client does not know.</summary>
    [JsonIgnore]
    public JsonElement Json { get; internal set; }
}
