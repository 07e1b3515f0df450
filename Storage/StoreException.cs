namespace Txt2Image.Storage;

/// <summary>Why a store refused or failed.</summary>
public enum StoreFault
{
    /// <summary>The collection (or image) does not exist.</summary>
    NotFound,

    /// <summary>The name is taken by something else.</summary>
    Conflict,

    /// <summary>A vector's length is not the collection's dimension.</summary>
    Mismatch,

    /// <summary>The store does not answer, or not in time; the call may be repeated.</summary>
    Unavailable,

    /// <summary>There is no space left.</summary>
    Full,

    /// <summary>What is stored cannot be read: a person has to look.</summary>
    Corrupt,

    /// <summary>Another process holds the store.</summary>
    Locked,
}

/// <summary>The one exception of this project. Its message is ours and may be shown to a client.</summary>
public sealed class StoreException : Exception
{
    /// <summary>A failure of this kind, with a message that says what to do.</summary>
    public StoreException(StoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>Why.</summary>
    public StoreFault Fault { get; }
}
