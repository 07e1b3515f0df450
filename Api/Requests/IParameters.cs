using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Requests;

/// <summary>A request's parameters, from the query or from a JSON object. Reading an invalid one throws InvalidRequest.</summary>
internal interface IParameters
{
    /// <summary>A text, or null if it is missing.</summary>
    string? Text(string name);

    /// <summary>The texts of a parameter that may occur several times, in order.</summary>
    IReadOnlyList<string> Texts(string name);

    /// <summary>The texts of a list: separated by commas, or an array in JSON.</summary>
    IReadOnlyList<string> List(string name);

    /// <summary>True or false, or null if it is missing.</summary>
    bool? Truth(string name);

    /// <summary>A whole number within bounds, or null if it is missing.</summary>
    int? Whole(string name, int min, int max);

    /// <summary>A number within bounds, or null if it is missing.</summary>
    double? Number(string name, double min, double max);

    /// <summary>A filter, or null if it is missing.</summary>
    Filter? Filter(string name);
}
