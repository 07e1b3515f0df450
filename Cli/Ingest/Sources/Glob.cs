using System.Text;
using System.Text.RegularExpressions;

namespace Txt2Image.Cli.Ingest.Sources;

/// <summary>
/// A pattern of names: <c>*</c> and <c>?</c> match within a folder, <c>**</c> spans folders, <c>[abc]</c> is one of these letters. One without a
/// slash matches a file or folder anywhere; one with a slash matches from the source's top. Case does not matter. <c>[abc]</c> also matches itself,
/// because folders have names like <c>holiday [2019]</c>.
/// </summary>
internal sealed class Glob
{
    /// <summary>Without backtracking no pattern takes longer than its text.</summary>
    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    private readonly Regex _regex;

    public Glob(string pattern, bool fromTop = false)
    {
        var clean = pattern.Replace('\\', '/');
        clean = (clean.StartsWith("./", StringComparison.Ordinal) ? clean[2..] : clean).Trim('/');
        var anywhere = fromTop || clean.Contains('/', StringComparison.Ordinal) ? "" : "(?:.*/)?";
        _regex = new Regex($"^{anywhere}{Translate(clean)}$", Options);
    }

    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?', '[');

    public bool Matches(string name) => _regex.IsMatch(name);

    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        for (var at = 0; at < glob.Length; at++)
        {
            var rest = glob.AsSpan(at);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                at += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                at++;
            }
            else if (rest[0] == '[' && rest.IndexOf(']') is > 1 and var end)
            {
                regex.Append(OneOf(rest[1..end]));
                at += end;
            }
            else
            {
                regex.Append(rest[0] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape(letter.ToString()) });
            }
        }

        return regex.ToString();
    }

    private static string OneOf(ReadOnlySpan<char> letters)
    {
        var itself = Regex.Escape($"[{letters}]");
        if (HasReversedRange(letters))
        {
            return itself;
        }

        var not = letters[0] is '!' or '^' && letters.Length > 1;
        var set = new StringBuilder(not ? "[^/" : "[");
        foreach (var letter in not ? letters[1..] : letters)
        {
            set.Append(letter == '-' ? "-" : letter is '\\' or '[' or '^' ? $@"\{letter}" : letter.ToString());
        }

        return $"(?:{set.Append(']')}|{itself})";
    }

    /// <summary>A range such as 9-2 has no letters: <c>[2019-2020]</c> is a part of a name.</summary>
    private static bool HasReversedRange(ReadOnlySpan<char> letters)
    {
        for (var at = 1; at < letters.Length - 1; at++)
        {
            if (letters[at] == '-' && letters[at - 1] > letters[at + 1])
            {
                return true;
            }
        }

        return false;
    }
}
