using Infra.AddOns.Contracts;
using Infra.AddOns.Security;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.AddOns;

/// <summary>ADD121: where images have to be signed, the stack says whose signature counts and which images are meant, and has what
/// verifies them.</summary>
public sealed class SignaturesVerifiable : ISpecRule
{
    private const string Policy = "image-signatures";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            var path = $"{cluster.Path}.addOns";
            var ratify = AddOn.Of(cluster).OfType<Ratify>().SingleOrDefault();
            if (ratify is null && AddOn.Of(cluster).OfType<Gatekeeper>().Any(gatekeeper => gatekeeper.Policies.ContainsKey(Policy)))
            {
                yield return Finding.Error(
                    "ADD121", $"{path}.gatekeeper.policies.{Policy}",
                    "nothing on this cluster verifies signatures, so the policy is not there. Turn ratify on with its repositories and " +
                    "keys, or leave the policy out.");
            }

            if (ratify is { PublicKeys.IsEmpty: true, Certificates.IsEmpty: true })
            {
                yield return Finding.Error(
                    "ADD121", $"{path}.ratify",
                    "no signature is trusted, so every image of its repositories would be refused. Give public keys of cosign in " +
                    "publicKeys, or certificates of the Notary Project in certificates.");
            }

            if (ratify is { Repositories.IsEmpty: true })
            {
                yield return Finding.Error(
                    "ADD121", $"{path}.ratify.repositories",
                    "no image has to be signed. Name repositories or folders of them, such as registry.acme.example/mirror/acme.");
            }
        }
    }
}
