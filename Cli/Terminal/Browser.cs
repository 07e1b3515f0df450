using System.ComponentModel;
using System.Diagnostics;

namespace Txt2Image.Cli.Terminal;

/// <summary>The user's browser, as the system knows it.</summary>
internal static class Browser
{
    /// <summary>Shows an address.</summary>
    /// <returns>Whether a browser was started.</returns>
    public static bool Show(Uri address)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
