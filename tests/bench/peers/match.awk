# awk by hand: awk -f match.awk INPUT.csv > OUTPUT.csv
#
# What fits in one awk program: no quoting (the file has none), truths as 1, 0 and -1 for unknown, and per trial the
# tests in turn until one fails. Written for mawk; any POSIX awk will do.

function both(a, b) { return a == 0 || b == 0 ? 0 : a < 0 || b < 0 ? -1 : 1 }
function either(a, b) { return a == 1 || b == 1 ? 1 : a < 0 || b < 0 ? -1 : 0 }
function negation(a) { return a < 0 ? -1 : 1 - a }
function cell(name) { return $(at[name]) }
function positive(test) { test = cell(test); return test == "positive" ? 1 : test == "negative" ? 0 : -1 }
function active(name) { name = cell(name ".status"); return name == "active" ? 1 : name == "absent" ? 0 : no_condition }
function given(drug) { drug = cell(drug); return drug == "true" ? 1 : drug == "false" ? 0 : no_medication }
function failed(response) { return response == "no_response" || response == "relapse" }
function fails(name) { return failed(cell(name)) ? 1 : no_medication }
function aged(after, until) { return birth == "" ? -1 : birth > after && birth <= until }
function above_normal(name, high) {
  high = cell(name ".high")
  name = cell(name)
  return name == "" || high == "" ? -1 : name + 0 > high + 0
}
function no_other_trial_since(day, own, id, start, end) {
  id = cell("trials#1.id")
  if (id != "" && id != own) {
    end = cell("trials#1.end")
    start = cell("trials#1.start")
    if (end >= day || start >= day) return 0
    if (end == "") return -1
  }
  return negation(no_trial)
}
function of_transplant(test) {
  return allogeneic == 1 || no_procedure == 0 ? both(allogeneic, test) : allogeneic
}
function diagnosis(status, onset) { return status == "absent" ? 0 : status != "" || onset != "" ? 1 : no_condition }

# Takes the truth of one more criterion that is not a person's to settle; true once a criterion has failed.
function fail(truth) {
  if (truth < 0) complete = 0
  return truth == 0
}

function facts(sections, kind, status) {
  sections = cell("complete")
  no_condition = sections ~ /conditions/ ? 0 : -1
  no_procedure = sections ~ /procedures/ ? 0 : -1
  no_medication = sections ~ /medications/ ? 0 : -1
  no_trial = sections ~ /trials/ ? 0 : -1
  birth = cell("birth_date")
  hsct = cell("hsct")
  kind = cell("hsct.type")
  hsct_date = cell("hsct.date")
  if (hsct == "false") transplanted = 0
  else if (hsct_date > "2026-11-25" || (hsct == "" && kind == "" && hsct_date == "")) transplanted = no_procedure
  else transplanted = 1
  allogeneic = transplanted
  if (transplanted == 1 && kind != "allogeneic") allogeneic = kind == "" ? -1 : no_procedure
  itp_onset = cell("immune_thrombocytopenia.onset")
  itp = diagnosis(cell("immune_thrombocytopenia.status"), itp_onset)
  malignancy = diagnosis(cell("hematologic_malignancy.status"), "")
  status = cell("informed_consent")
  consent = status == "" ? -1 : status == "true"
  status = cell("investigator_judges_unsuitable")
  suitable = status == "" ? -1 : status == "false"
  status = cell("sex")
  if (status == "male" || status == "other") {
    pregnant = 0
  } else {
    pregnant = either(no_condition, positive("pregnancy_test"))
    if (status != "female") pregnant = both(-1, pregnant)
  }
  infected = active("uncontrolled_infection")
  tumor = active("malignant_solid_tumor")
  survival = cell("expected_survival")
  ecog = cell("ecog")
}

function msc4pgf(kps) {
  complete = 1
  kps = cell("kps")
  if (consent == 0 || suitable == 0) return "ineligible"
  if (fail(allogeneic) || fail(aged("1965-11-25", "2008-11-25"))) return "ineligible"
  if (fail(both(kps == "" ? -1 : kps + 0 > 60, survival == "" ? -1 : survival + 0 > 91.3125))) return "ineligible"
  if (fail(negation(no_condition)) || fail(negation(tumor)) || fail(negation(infected))) return "ineligible"
  if (fail(no_other_trial_since("2026-11-25", "MSC4PGF"))) return "ineligible"
  return complete ? "candidate" : "incomplete"
}

function nct04014166(platelets, end, response, rituximab, alt, high) {
  if (consent == 0 || suitable == 0) return "ineligible"
  if (fail(aged("1965-11-25", "2008-11-25")) || fail(itp)) return "ineligible"
  end = cell("rituximab.end")
  response = cell("rituximab.response")
  rituximab = failed(response) ? 1 : end != "" && response == "" ? -1 : no_medication
  if (fail(either(both(fails("glucocorticoid.response"), both(fails("thrombopoietin_agent.response"), rituximab)),
                  no_procedure))) return "ineligible"
  if (fail(itp == 1 ? (itp_onset == "" ? -1 : itp_onset < "2026-05-25") : itp)) return "ineligible"
  if (end >= "2026-08-25") return "ineligible"
  platelets = cell("platelets")
  if (fail(both(platelets == "" ? -1 : platelets + 0 < 30, active("bleeding_tendency")))) return "ineligible"
  if (ecog != "" && ecog + 0 > 1) return "ineligible"
  if (cell("hiv_antibody") == "positive" || cell("hbsag") == "positive" || cell("hcv_antibody") == "positive" ||
      cell("syphilis") == "positive") return "ineligible"
  alt = cell("alt")
  high = cell("alt.high")
  if (alt != "" && high != "" && alt * 5 > high * 6) return "ineligible"
  if (pregnant == 1 || transplanted == 1) return "ineligible"
  return "incomplete"
}

function nct06599346(onset, injured) {
  complete = 1
  if (consent == 0 || fail(aged("", "2008-11-25")) || fail(transplanted)) return "ineligible"
  onset = cell("mucosal_injury.onset")
  if (transplanted == 1 && hsct_date != "" && onset >= hsct_date) injured = 1
  else if (transplanted == 0 && no_procedure == 0) injured = 0
  else if (onset == "") injured = no_condition
  else if (transplanted == 1 && hsct_date == "") injured = -1
  else injured = no_procedure == 0 ? no_condition : -1
  if (fail(injured) || fail(negation(infected)) || fail(negation(no_condition))) return "ineligible"
  if (fail(negation(pregnant))) return "ineligible"
  if (fail(negation(either(either(positive("hiv_antibody"), no_condition),
                           either(positive("hbsag"), either(above_normal("hbv_dna"), positive("hcv_rna")))))))
    return "ineligible"
  if (fail(no_other_trial_since("2026-10-28", "NCT06599346"))) return "ineligible"
  return !complete ? "incomplete" : consent < 0 ? "candidate" : "eligible"
}

function nct06949267(first, second, comorbidity, hepatitis) {
  complete = 1
  if (consent == 0 || suitable == 0) return "ineligible"
  if (fail(both(either(malignancy, either(itp, no_condition)),
                of_transplant(hsct_date == "" ? -1 : hsct_date >= "2026-11-04" && hsct_date <= "2026-11-18"))))
    return "ineligible"
  if (fail(aged("1955-11-25", "2012-11-25"))) return "ineligible"
  if (fail(both(cell("ciclosporin") == "true" ? 1 : no_medication,
                both(given("mycophenolate"), given("antithymocyte_globulin_rabbit"))))) return "ineligible"
  first = cell("map_score@hsct+7")
  second = cell("map_score@hsct+14")
  if (fail(of_transplant(either(first == "" ? -1 : first + 0 >= 0.14, second == "" ? -1 : second + 0 >= 0.14))))
    return "ineligible"
  if (fail(survival == "" ? -1 : survival + 0 >= 168)) return "ineligible"
  comorbidity = cell("hct_ci")
  if (fail(both(ecog == "" ? -1 : ecog + 0 <= 2, comorbidity == "" ? -1 : comorbidity + 0 <= 3))) return "ineligible"
  if (fail(negation(no_condition)) || fail(hsct == "false" ? 1 : negation(no_procedure))) return "ineligible"
  hepatitis = either(both(cell("hbsag") == "positive" ? 1 : -1, above_normal("hbv_dna")),
                     both(positive("hcv_antibody"), positive("hcv_rna")))
  if (fail(negation(either(hepatitis, either(positive("hiv_antibody"), positive("syphilis")))))) return "ineligible"
  if (fail(negation(active("hematologic_malignancy")))) return "ineligible"
  first = cell("malignant_solid_tumor.status")
  if (fail(first == "resolved" || first == "remission" ? -1 : negation(tumor))) return "ineligible"
  if (fail(no_other_trial_since("2026-10-25", "NCT06949267"))) return "ineligible"
  return complete ? "candidate" : "incomplete"
}

function ucmsc_myelo() { return malignancy == 0 || no_condition == 0 ? "ineligible" : "incomplete" }

BEGIN {
  FS = OFS = ","
}

NR == 1 {
  for (i = 1; i <= NF; ++i) at[$i] = i
  print "id", "MSC4PGF", "NCT04014166", "NCT06599346", "NCT06949267", "UCMSC-MYELO"
  next
}

{
  facts()
  print $1, msc4pgf(), nct04014166(), nct06599346(), nct06949267(), ucmsc_myelo()
}
