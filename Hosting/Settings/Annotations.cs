using System.ComponentModel.DataAnnotations;

namespace Txt2Image.Hosting.Settings;

/// <summary>Validates members against the ranges in their attributes.</summary>
internal static class Annotations
{
    /// <param name="path">Where the options are in the configuration: empty, or ending in a colon.</param>
    /// <param name="options">The options.</param>
    public static IEnumerable<string> Faults(string path, object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(result => $"{path}{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}");
    }
}
