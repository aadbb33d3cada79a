namespace Infra.Specification.Formats;

/// <summary>A GUID in the form of Azure: of a subscription, a tenant, a group or a client.</summary>
internal static class AzureGuid
{
    /// <summary>Whether a text is one. Parsing alone would accept a space at either end, but Azure does not.</summary>
    internal static bool Fits(string text) => text.Length == 36 && Guid.TryParseExact(text, "D", out _);
}
