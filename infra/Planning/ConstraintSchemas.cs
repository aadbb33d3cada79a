using System.Text.Json.Nodes;
using Infra.Planning.Schemas;

namespace Infra.Planning;

/// <summary>The schemas of the Gatekeeper constraints of one plan. Gatekeeper creates the definition of a constraint from its template,
/// which the same plan creates and which describes the parameters.</summary>
public sealed class ConstraintSchemas
{
    private const string TemplateType = "kubernetes:templates.gatekeeper.sh/v1:ConstraintTemplate";
    private const string Prefix = $"kubernetes:{CustomResourceSchemas.Constraints}:";
    private readonly Dictionary<string, ResourceSchema> _schemas = new(StringComparer.Ordinal);

    /// <summary>Reads the templates of a plan.</summary>
    public ConstraintSchemas(IEnumerable<PlannedResource> plan)
    {
        foreach (var template in plan.Where(resource => resource.Type == TemplateType))
        {
            if (template.Inputs["spec"]?["crd"]?["spec"] is JsonObject definition && (string?)definition["names"]?["kind"] is { } kind)
            {
                _schemas[Prefix + kind] = CustomResourceSchemas.Constraint(kind, definition["validation"]?["openAPIV3Schema"]);
            }
        }
    }

    /// <summary>The schema of a constraint by its type token; absent where it is none, or no template of the plan defines it.</summary>
    internal ResourceSchema? Find(string token) => _schemas.GetValueOrDefault(token);
}
