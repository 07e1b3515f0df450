using System.Globalization;
using System.Text;

namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>A system call that a traced program made and that succeeded.</summary>
/// <param name="Name">Its name, such as <c>pwrite64</c>.</param>
/// <param name="Arguments">Its arguments as strace prints them: texts and bytes are quoted and hexadecimal.</param>
/// <param name="Result">What it returned.</param>
/// <param name="Begun">How many calls had completed when it began; it is later than some of them if threads ran at the same time.</param>
public sealed record SystemCall(string Name, IReadOnlyList<string> Arguments, long Result, int Begun)
{
    /// <summary>An argument that is a number or a file descriptor.</summary>
    public long Number(int argument) => long.Parse(Arguments[argument], CultureInfo.InvariantCulture);

    /// <summary>An argument that is a path or another text; null if it is none.</summary>
    public string? Text(int argument) => Arguments[argument].StartsWith('"') ? Encoding.UTF8.GetString(Bytes(argument)) : null;

    /// <summary>An argument that is a buffer: <c>"\x41\x42"</c>.</summary>
    public byte[] Bytes(int argument)
    {
        var text = Arguments[argument];
        return text.EndsWith('"')
            ? Convert.FromHexString(text.Trim('"').Replace("\\x", "", StringComparison.Ordinal))
            : throw new InvalidOperationException("The trace does not contain all bytes of a buffer.");
    }
}
