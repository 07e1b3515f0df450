using System.CommandLine;
using System.Globalization;

namespace Txt2Image.Cli.CommandLine;

/// <summary>The range of the numbers that an option takes.</summary>
internal static class OptionRange
{
    /// <summary>Rejects numbers outside of a range.</summary>
    /// <param name="option">The option.</param>
    /// <param name="least">The lowest number.</param>
    /// <param name="most">The highest number; null for no limit.</param>
    public static void Limit(Option option, int least, int? most = null) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            if (int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
            {
                var range = most is { } highest
                    ? string.Create(CultureInfo.InvariantCulture, $"{least} to {highest}")
                    : string.Create(CultureInfo.InvariantCulture, $"at least {least}");
                result.AddError($"{option.Name} must be {range}, not {token.Value}.");
            }
        }
    });
}
