using System.CommandLine;
using System.Text;
using Txt2Image.Cli.Tables;

namespace Txt2Image.Cli.CommandLine;

/// <summary>The option <c>--encoding</c> of commands that read tables.</summary>
internal sealed class EncodingOption
{
    private readonly Option<string?> _option = new("--encoding")
    {
        Description = "The encoding of tables and captions, such as windows-1251 (default: UTF-8, UTF-16 with a mark, or Windows-1252)",
        HelpName = "NAME",
    };

    public EncodingOption() => _option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: var given }] && TextDecoding.Find(given) is null)
        {
            result.AddError($"--encoding must be the name of an encoding, such as utf-8, utf-16, windows-1251 or shift_jis, not '{given}'.");
        }
    });

    public Option Option => _option;

    /// <summary>The encoding that the user names; null for none.</summary>
    public Encoding? Read(ParseResult parsed) => parsed.GetValue(_option) is { } name ? TextDecoding.Find(name) : null;
}
