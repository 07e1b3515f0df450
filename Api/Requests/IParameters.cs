using Txt2Image.Storage.Vectors;

namespace Txt2Image.Api.Requests;

/// <summary>
/// What a request asks, wherever it is written: in the query or in a JSON object. Reading what cannot be meant throws InvalidRequest.
/// </summary>
internal interface IParameters
{
    /// <summary>A text, or null if it is not given.</summary>
    string? Text(string name);

    /// <summary>A whole number within bounds, or null if it is not given.</summary>
    int? Whole(string name, int min, int max);

    /// <summary>A number within bounds, or null if it is not given.</summary>
    double? Number(string name, double min, double max);

    /// <summary>A filter, or null if it is not given.</summary>
    Filter? Filter(string name);
}
