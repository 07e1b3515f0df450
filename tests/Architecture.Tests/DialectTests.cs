using System.Text.RegularExpressions;

namespace Txt2Image.Architecture.Tests;

/// <summary>The conventions of the code that no analyzer enforces. Every violation is listed with its file and line.</summary>
public sealed partial class DialectTests
{
    /// <summary>As <c>.editorconfig</c> has it for editors.</summary>
    private const int LongestLine = 150;

    [Fact]
    public void Exceptions_Caught_AreNamedException() => AssertNone(
        from file in SourceFile.All
        from caught in Caught().Matches(file.Text)
        let name = caught.Groups["name"]
        where name.Value != "exception" && !Enclosing(file.Text, caught.Index).Any(header => Exception().IsMatch(header))
        select $"{file.At(name.Index)}: {name.Value}");

    [Fact]
    public void Tokens_AsParameters_AreNamedCancellationToken() => AssertNone(
        from file in SourceFile.All
        from parameter in TokenParameter().Matches(file.Text)
        let name = parameter.Groups["name"]
        where name.Value != "cancellationToken" && !MayHaveAnotherName(file.Text, parameter)
        select $"{file.At(name.Index)}: {name.Value}");

    [Fact]
    public void Tests_OfAllProjects_AreNamedSubjectSituationResult() => AssertNone(
        from file in SourceFile.All
        from method in TestMethod().Matches(file.Text)
        let name = method.Groups["name"]
        where !ThreeParts().IsMatch(name.Value)
        select $"{file.At(name.Index)}: {name.Value}");

    [Fact]
    public void Lines_OfAllFiles_FitTheirWidth() => AssertNone(
        from file in SourceFile.All
        from line in file.Text.Split('\n').Index()
        where line.Item.TrimEnd('\r').Length > LongestLine
        select $"{file.Path}:{line.Index + 1}: {line.Item.Length}");

    /// <summary>A background service's token has its base class's name; if there are two tokens, each needs its own name.</summary>
    private static bool MayHaveAnotherName(string text, Match parameter)
    {
        var signature = Signature(text, parameter.Index);
        return TokenParameter().Count(signature) > 1
            || (parameter.Groups["name"].Value == "stoppingToken" && signature.Contains("override", StringComparison.Ordinal));
    }

    /// <summary>The member that a parameter belongs to: from the end of the preceding member to the end of its parameters.</summary>
    private static string Signature(string text, int index)
    {
        var start = text.AsSpan(0, index).LastIndexOfAny(";{}") + 1;
        var depth = text.AsSpan(start, index - start).Count('(') - text.AsSpan(start, index - start).Count(')');
        var end = index;
        for (; end < text.Length && depth > 0; end++)
        {
            depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
        }

        return text[start..end];
    }

    /// <summary>The text that opens each block around a position, from the inside out.</summary>
    private static IEnumerable<string> Enclosing(string text, int index)
    {
        var depth = 0;
        for (var at = index - 1; at >= 0; at--)
        {
            depth += text[at] switch { '}' => 1, '{' => -1, _ => 0 };
            if (depth < 0)
            {
                depth = 0;
                yield return text[(text.AsSpan(0, at).LastIndexOfAny(";{}") + 1)..at];
            }
        }
    }

    private static void AssertNone(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, $"{all.Count} violations:\n{string.Join('\n', all)}");
    }

    [GeneratedRegex(@"\bcatch \([\w.<>]+ (?<name>\w+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Caught();

    [GeneratedRegex(@"\bexception\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Exception();

    [GeneratedRegex(@"\bCancellationToken\?? (?<name>\w+)( = default)?[,)]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TokenParameter();

    // The attribute, then everything else up to the line that declares the method.
    [GeneratedRegex(
        @"^ *\[(Fact|Theory)\b(.*\n)+?.*\bpublic [^(=\n]*\b(?<name>\w+)\(",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TestMethod();

    [GeneratedRegex("^[A-Z0-9][A-Za-z0-9]*(_[A-Z0-9][A-Za-z0-9]*){2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ThreeParts();
}
