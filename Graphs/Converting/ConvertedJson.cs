using System.Text.Json;

namespace Txt2Image.Graphs.Converting;

/// <summary>How JSON files are written.</summary>
internal static class ConvertedJson
{
    public static readonly JsonSerializerOptions Options = new() { WriteIndented = true };
}
