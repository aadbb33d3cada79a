using System.Text.Json.Nodes;
using Infra.Specification;

namespace Infra.Facts.Conventions;

/// <summary>The secret with which pods pull from the mirror. The platform creates it in each of its namespaces.</summary>
public static class PullSecret
{
    /// <summary>Its name, the same in every namespace.</summary>
    public const string Name = "platform-registry";

    /// <summary>Label of the other namespaces that get it where external-secrets runs, with its name as the value.</summary>
    public const string Label = "ai-platform/pull-secret";

    /// <summary>The host of the mirror, as clients of a registry look up a login; null where the mirror wants none.</summary>
    public static string? Host(PlatformSpec platform) =>
        platform.Sovereignty is { Registry: { } registry, RegistryAccess.CredentialsSecret: not null } ? registry.Split('/')[0] : null;

    /// <summary>Lets the pods of a specification pull with it, where the mirror wants a login.</summary>
    /// <param name="pod">The specification.</param>
    /// <param name="platform">The stack.</param>
    public static void AddTo(JsonObject pod, PlatformSpec platform)
    {
        if (Host(platform) is not null)
        {
            pod["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = Name });
        }
    }
}
